/* How loud a sound is, 0 to 1, and its waveform, from the real audio. */
let shared = null;

/** The page's one AudioContext; browsers start it only after a press. */
export function audioContext() {
  shared ??= new AudioContext();
  if (shared.state === "suspended") shared.resume().catch(() => {});
  return shared;
}

const FLOOR_DB = -55;
const SPAN_DB = 43;

/** Listen to a MediaStreamTrack. Returns {level(), wave, close()}; wave is filled by level(). */
export function listenTo(track) {
  const context = audioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0.6 });
  source.connect(analyser);
  const wave = new Float32Array(analyser.fftSize);
  return {
    wave,
    level() {
      analyser.getFloatTimeDomainData(wave);
      let sum = 0;
      for (const sample of wave) sum += sample * sample;
      const db = 10 * Math.log10(sum / wave.length + 1e-12);
      return Math.min(1, Math.max(0, (db - FLOOR_DB) / SPAN_DB));
    },
    close() {
      source.disconnect();
    },
  };
}
