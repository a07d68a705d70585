/** A table that is wider than its frame can be scrolled by keyboard too. */
export function reachable(frame: HTMLElement | null): void {
  for (const part of frame?.querySelectorAll('.ant-table-content, .ant-table-body') ?? []) part.setAttribute('tabindex', '0');
}
