// A zip archive in memory (APPNOTE 4.3): `zipped({ 'es/a.md': 'text' })`. Entries are stored as they are.
import { gzipSync } from 'node:zlib';

export function zipped(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    const entry = fields(body, name);
    const local = Buffer.concat([number(0x04034b50, 4), entry, Buffer.from(name), body]);
    // Made by version 2.0; comment, disk and attributes are empty.
    directory.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), entry, Buffer.alloc(10), number(offset, 4), Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = number(directory.length, 2);
  const end = [number(0x06054b50, 4), Buffer.alloc(4), count, count, number(listed.length, 4), number(offset, 4), Buffer.alloc(2)];
  return Buffer.concat([...parts, listed, ...end]);
}

// What stands alike in front of an entry and in the directory.
function fields(body, name) {
  // gzip ends with the same checksum.
  const packed = gzipSync(body);
  const checksum = packed.subarray(packed.length - 8, packed.length - 4);
  const size = number(body.length, 4);
  return Buffer.concat([number(20, 2), Buffer.alloc(8), checksum, size, size, number(Buffer.byteLength(name), 2), Buffer.alloc(2)]);
}

function number(value, bytes) {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
