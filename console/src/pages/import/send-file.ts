import { consoleHeaders } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';

/** Sends a file to be recognised, with progress, which fetch does not tell; resolves to the upload's id. Throws ApiError. */
export function sendFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports/recognise');
    for (const [name, value] of Object.entries(consoleHeaders())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new ApiError(0, { code: 'DQ_UNREACHABLE' })));
    request.addEventListener('load', () => {
      const text = (name: string): string | undefined => textIn(request.responseText, name);
      const id = text('id');
      if (request.status < 300 && id !== undefined) return resolve(id);
      const [code, detail] = [text('code'), text('detail')];
      reject(new ApiError(request.status, { ...(code !== undefined && { code }), ...(detail !== undefined && { detail }) }));
    });
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** A member of a JSON answer that is a text; undefined where it is not, or where the answer is no JSON. */
function textIn(answer: string, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(answer);
    const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof member === 'string' ? member : undefined;
  } catch {
    return undefined;
  }
}
