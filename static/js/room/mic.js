/* Opening the microphone, and naming what went wrong when it won't open. */
import { createLocalAudioTrack } from "../../vendor/livekit-client/livekit-client.esm.mjs";

const CAPTURE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

const NAMES = {
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
  SecurityError: "denied",
};

/** A microphone that can't be used; `code` is a key of messages.MIC. */
export class MicProblem extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function permission() {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state;
  } catch {
    return "unknown"; // this browser doesn't tell; asking will
  }
}

export const alreadyAllowed = async () => (await permission()) === "granted";

/** Open a microphone as a LiveKit LocalAudioTrack. Throws MicProblem. */
async function openMic() {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicProblem("insecure");
  let track;
  try {
    track = await createLocalAudioTrack(CAPTURE);
  } catch (error) {
    if (error.name === "NotAllowedError") {
      throw new MicProblem((await permission()) === "prompt" ? "dismissed" : "denied");
    }
    throw new MicProblem(NAMES[error.name] ?? "other");
  }
  if (track.mediaStreamTrack.muted) {
    track.stop();
    throw new MicProblem("muted");
  }
  return track;
}

let open = null;

/** This page's microphone, opened when it isn't. Throws MicProblem. */
export async function mic() {
  if (open?.mediaStreamTrack.readyState !== "live") open = await openMic();
  return open;
}

/** {track, code}: the microphone without asking anybody; `code` is a key of messages.MIC when it wouldn't open. */
export async function micIfAllowed() {
  const live = open?.mediaStreamTrack.readyState === "live";
  if (!live && !(await alreadyAllowed())) return { track: null, code: "" };
  try {
    return { track: await mic(), code: "" };
  } catch (error) {
    if (error instanceof MicProblem) return { track: null, code: error.code };
    throw error;
  }
}

/** Give the microphone back: the browser shows that nobody listens. */
export function stopMic() {
  open?.stop();
  open = null;
}

/** The microphones there are: [{id, label}]. Labels need permission first. */
export async function microphones() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === "audioinput")
    .map((device, index) => ({ id: device.deviceId, label: device.label || `Microphone ${index + 1}` }));
}
