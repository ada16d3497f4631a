import { err, ok, type Result } from "../../lib/result.ts";

/** Why there is no picture to scan. */
export type CameraTrouble = "no-camera" | "denied" | "busy";

/** Asks for the camera that looks away from the person. */
export async function openCamera(): Promise<Result<MediaStream, CameraTrouble>> {
  // Missing where the page did not come over https or from this machine, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return err("no-camera");
  try {
    const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } };
    return ok(await devices.getUserMedia({ video, audio: false }));
  } catch (cause) {
    return err(troubleOf(cause));
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function troubleOf(cause: unknown): CameraTrouble {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "no-camera";
}
