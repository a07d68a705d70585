/** So long a browser may take to begin reading the file. */
const keptMs = 60_000;

/** Hands a file to the browser, which saves it under this name. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the file after the click has ended: an address that is gone by then saves nothing.
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
