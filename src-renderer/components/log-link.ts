/** The line of the log that a call's id names. Quoted: an id of digits alone would be read as a number. */
export const logLink = (callId: string | null): string =>
  callId === null ? '/log' : `/log?text=${encodeURIComponent(JSON.stringify(callId))}`;
