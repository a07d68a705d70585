import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault, invalid } from '#kernel';

export interface Upload {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  readonly totalBytes: number;
  readonly mapping: unknown;
}

const maxMappingBytes = 1024 * 1024;
/** What stays free for the databases and the log. */
const reserveBytes = 1024 ** 3;

/** Multipart bodies are streamed to disk, whatever their size; nothing else of the app is touched. */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { limits: { fileSize: Number.MAX_SAFE_INTEGER, fieldSize: maxMappingBytes, files: 2, parts: 10 } });
}

/** Takes `file` and `map`, in either order; `map` may be a field or a file. What was spooled of a request that fails goes again. */
export async function receiveUpload(request: FastifyRequest, folder: string): Promise<Upload> {
  if (!request.isMultipart()) throw new Fault('DQ_MEDIA_TYPE', 415, 'send multipart/form-data with the parts "file" and "map"');
  await mkdir(folder, { recursive: true });
  await requireRoom(folder, Number(request.headers['content-length'] ?? 0));
  const id = randomUUID();
  const part = join(folder, `${id}.part`);
  try {
    const { fileName, mapText } = await receiveParts(request, part);
    const errors = [
      ...(fileName === undefined ? [{ path: '/file', code: 'missing', message: 'the part "file" is the table to import' }] : []),
      ...(mapText === undefined ? [{ path: '/map', code: 'missing', message: 'the part "map" is the mapping, as JSON' }] : []),
    ];
    if (fileName === undefined || mapText === undefined) throw invalid('the upload is not complete', errors);
    const mapping = parseMap(mapText);
    const file = join(folder, id);
    await rename(part, file);
    return { id, file, fileName: basename(fileName), totalBytes: (await stat(file)).size, mapping };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function receiveParts(request: FastifyRequest, path: string): Promise<{ fileName: string | undefined; mapText: string | undefined }> {
  let fileName: string | undefined;
  let mapText: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname === 'map' && typeof part.value === 'string') mapText = part.value;
    } else if (part.fieldname === 'file') {
      fileName = part.filename || 'file';
      await pipeline(part.file, createWriteStream(path, { flush: true }));
    } else if (part.fieldname === 'map') {
      mapText = await readSmall(part.file);
    } else part.file.resume();
  }
  return { fileName, mapText };
}

async function readSmall(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > maxMappingBytes) throw new Fault('DQ_TOO_LARGE', 413, 'the mapping is larger than a megabyte');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function parseMap(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('the mapping is not valid JSON', [{ path: '/map', code: 'not_json', message: cause instanceof Error ? cause.message : String(cause) }]);
  }
}

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize - reserveBytes < bytes) throw new Fault('DQ_DISK_FULL', 507, 'the disk has no room for this file; free some space and send it again');
}
