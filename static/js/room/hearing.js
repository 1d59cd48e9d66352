/* "This is what I hear": record a sentence and ask the speech service for its words. */
import { askJson } from "../lib/http.js";

export const RECORD_S = 4;
const FAILED = "That wasn't recorded. Choose your microphone again above and say it once more, or press Start.";
const KINDS = ["audio/webm;codecs=opus", "audio/webm"];

async function record(track, seconds) {
  const mimeType = KINDS.find((kind) => window.MediaRecorder?.isTypeSupported(kind));
  if (!mimeType) return null;
  const recorder = new MediaRecorder(new MediaStream([track]), { mimeType });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  setTimeout(() => recorder.state === "inactive" || recorder.stop(), seconds * 1000);
  await stopped;
  return new Blob(parts, { type: "audio/webm" });
}

/** Record from a MediaStreamTrack and return the sentence for the page; never throws. */
export async function whatIHear(track, url, onRecorded) {
  let sound;
  try {
    sound = await record(track, RECORD_S);
  } catch {
    return FAILED; // the browser refuses a track that has ended, and some refuse for reasons of their own
  }
  onRecorded();
  if (!sound) return "This browser can't record a sentence. Your microphone works; you can start.";
  try {
    const { text } = await askJson(url, { method: "POST", body: sound });
    if (!text.trim()) return "I heard no words. Come closer or choose another microphone, then say it again.";
    return `This is what I hear: “${text.trim()}”`;
  } catch (error) {
    return error.message;
  }
}
