// Node 20 reads a file as ArrayBuffers where newer ones read bytes, and then @supabase/lite sends no file.
import { open } from "node:fs/promises";

const file = await open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(file);
const { readableWebStream } = prototype;
prototype.readableWebStream = function (options) {
  return readableWebStream.call(this, { ...options, type: "bytes" });
};
await file.close();
