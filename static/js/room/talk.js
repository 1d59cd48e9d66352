/* The LiveKit side of the interview: join, hear, send, and say what happens as plain callbacks. */
import {
  DisconnectReason,
  ParticipantKind,
  Room,
  RoomEvent,
  Track,
  setLogLevel,
} from "../../vendor/livekit-client/livekit-client.esm.mjs";

setLogLevel("error"); // quiet, and no addresses in the console

const CAPTIONS = "lk.transcription";
const RPC_MS = 8000;

const isInterviewer = (participant) => participant.kind === ParticipantKind.AGENT || participant.identity.startsWith("i-");

/**
 * One connection to the room. `on` holds the callbacks:
 * interviewer(participant), interviewerGone(), attributes(all), voice(MediaStreamTrack), caption(mine, id, text, final),
 * quality(word), reconnecting(), reconnected(), audioBlocked(blocked), closed("taken" | "over" | "lost").
 */
export class Talk {
  constructor(on) {
    this.on = on;
    this.room = new Room({ adaptiveStream: false, dynacast: false, disconnectOnPageLeave: true });
    this.interviewer = null;
    this.joined = false;
    this.listen();
  }

  listen() {
    const { room, on } = this;
    room.registerTextStreamHandler(CAPTIONS, (reader, { identity }) => this.readCaption(reader, identity));
    room
      .on(RoomEvent.ParticipantConnected, (participant) => this.meet(participant))
      .on(RoomEvent.ParticipantDisconnected, (participant) => {
        if (participant.identity !== this.interviewer?.identity) return;
        this.interviewer = null;
        on.interviewerGone();
      })
      .on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => {
        if (isInterviewer(participant)) on.attributes(participant.attributes);
      })
      .on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
        if (track.kind !== Track.Kind.Audio || !isInterviewer(participant)) return;
        document.body.append(track.attach());
        on.voice(track.mediaStreamTrack);
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((element) => element.remove()))
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => participant.isLocal && on.quality(quality))
      .on(RoomEvent.SignalReconnecting, () => on.reconnecting())
      .on(RoomEvent.Reconnecting, () => on.reconnecting())
      .on(RoomEvent.Reconnected, () => on.reconnected())
      .on(RoomEvent.AudioPlaybackStatusChanged, () => on.audioBlocked(!room.canPlaybackAudio))
      .on(RoomEvent.Disconnected, (reason) => this.closed(reason));
  }

  closed(reason) {
    if (reason === DisconnectReason.CLIENT_INITIATED || !this.joined) return; // join() throws for itself
    const over = [DisconnectReason.ROOM_DELETED, DisconnectReason.PARTICIPANT_REMOVED, DisconnectReason.ROOM_CLOSED];
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.on.closed("taken");
    else this.on.closed(over.includes(reason) ? "over" : "lost");
  }

  meet(participant) {
    if (!isInterviewer(participant)) return;
    this.interviewer = participant;
    this.on.interviewer(participant);
    this.on.attributes(participant.attributes);
  }

  async readCaption(reader, identity) {
    const mine = identity === this.room.localParticipant.identity;
    const attributes = reader.info.attributes ?? {};
    const id = attributes["lk.segment_id"] ?? reader.info.id;
    let text = "";
    try {
      for await (const chunk of reader) {
        text += chunk;
        this.on.caption(mine, id, text, false);
      }
    } catch {
      return; // the line broke in mid-sentence; `closed` and `reconnecting` tell the person
    }
    const final = !mine || attributes["lk.transcription_final"] === "true";
    if (text) this.on.caption(mine, id, text, final);
  }

  /** Join; the microphone follows when there is one. Throws when LiveKit can't be reached. */
  async join(url, token, mic) {
    await this.room.connect(url, token);
    this.joined = true;
    for (const participant of this.room.remoteParticipants.values()) this.meet(participant);
    if (mic) await this.publish(mic);
  }

  /** Send a LocalAudioTrack to the interviewer. */
  async publish(mic) {
    const { localParticipant } = this.room;
    const other = localParticipant.getTrackPublication(Track.Source.Microphone)?.track;
    if (other && other !== mic) await localParticipant.unpublishTrack(other);
    await localParticipant.publishTrack(mic, { source: Track.Source.Microphone });
  }

  /** Ask the interviewer something. Returns its answer; throws when none came. */
  async ask(method, payload = {}) {
    if (!this.interviewer) throw new Error("no interviewer in the room");
    const answer = await this.room.localParticipant.performRpc({
      destinationIdentity: this.interviewer.identity,
      method: `mf.${method}`,
      payload: JSON.stringify(payload),
      responseTimeout: RPC_MS,
    });
    return JSON.parse(answer || "{}");
  }

  playSound() {
    return this.room.startAudio();
  }

  async leave() {
    await this.room.disconnect(false);
  }
}
