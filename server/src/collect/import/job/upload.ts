import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault, invalid } from '#kernel';

/** A file that lies in the folder of imports under an id of its own, and what was sent with it. */
export interface Upload {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  readonly fileHash: string | null;
  readonly totalBytes: number;
  /** The earlier upload that it is. */
  readonly upload: string | null;
  readonly fields: ReadonlyMap<string, string>;
}

/** A file that was uploaded before. */
interface EarlierUpload {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  readonly fileHash: string | null;
  readonly totalBytes: number;
}

export interface UploadPlace {
  /** The folder of imports in the data folder. */
  readonly folder: string;
  /** The file of an earlier upload of the caller's workspace. Throws DQ_NOT_FOUND. */
  find(id: string): Promise<EarlierUpload>;
}

const maxFieldBytes = 1024 * 1024;
/** What stays free for the databases and the log. */
const reserveBytes = 1024 ** 3;

/** Multipart bodies are streamed to disk, whatever their size; nothing else of the app is touched. */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { limits: { fileSize: Number.MAX_SAFE_INTEGER, fieldSize: maxFieldBytes, files: 2, parts: 10 } });
}

/** Takes `file`, or `upload` (the id of an earlier one), and other fields, in any order; fields may be sent as files. What was spooled of a request that fails goes again. */
export async function receiveUpload(request: FastifyRequest, { folder, find }: UploadPlace): Promise<Upload> {
  if (!request.isMultipart()) throw new Fault('DQ_MEDIA_TYPE', 415, 'send multipart/form-data with the part "file"');
  await mkdir(folder, { recursive: true });
  await requireRoom(folder, Number(request.headers['content-length'] ?? 0));
  const id = randomUUID();
  const part = join(folder, `${id}.part`);
  const file = join(folder, id);
  try {
    const { fileName, fileHash, fields } = await receiveParts(request, part);
    const earlier = fields.get('upload');
    if (fileName !== undefined) {
      await rename(part, file);
      return { id, file, fileName: basename(fileName), fileHash: fileHash ?? null, totalBytes: (await stat(file)).size, upload: null, fields };
    }
    if (earlier === undefined)
      throw invalid('the upload is not complete', [{ path: '/file', code: 'missing', message: 'the part "file" is the table to import' }]);
    const found = await find(earlier);
    await linkOrCopy(found.file, file);
    return { ...found, id, file, upload: found.id, fields };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The mapping that was sent. Throws DQ_INVALID when it is missing or no JSON. */
export function mappingIn({ fields }: Upload): unknown {
  const text = fields.get('map');
  if (text === undefined) throw invalid('the upload is not complete', [{ path: '/map', code: 'missing', message: 'the part "map" is the mapping, as JSON' }]);
  return jsonIn('map', text);
}

export function jsonIn(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`the part "${name}" is not valid JSON`, [
      { path: `/${name}`, code: 'not_json', message: cause instanceof Error ? cause.message : String(cause) },
    ]);
  }
}

/** Two names for one file: each may go without the other. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Fault('DQ_NOT_FOUND', 404, 'the uploaded file is no longer kept; send it again', { cause: error });
    await copyFile(from, to); // file systems without links
  }
}

async function receiveParts(request: FastifyRequest, path: string) {
  const fields = new Map<string, string>();
  let fileName: string | undefined;
  let fileHash: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields.set(part.fieldname, part.value);
    } else if (part.fieldname === 'file') {
      fileName = part.filename || 'file';
      const hash = createHash('sha256');
      part.file.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(part.file, createWriteStream(path, { flush: true }));
      fileHash = hash.digest('hex');
    } else fields.set(part.fieldname, await readSmall(part.file));
  }
  return { fileName, fileHash, fields };
}

async function readSmall(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > maxFieldBytes) throw new Fault('DQ_TOO_LARGE', 413, 'the mapping is larger than a megabyte');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

const gigabytes = (bytes: number): string => `${(Math.max(0, bytes) / 1e9).toFixed(1)} GB`;

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const room = bavail * bsize - reserveBytes;
  if (room < bytes)
    throw new Fault(
      'DQ_DISK_FULL',
      507,
      `the file is ${gigabytes(bytes)}, and the disk has room for files up to ${gigabytes(room)}; free some space and send it again`,
    );
}
