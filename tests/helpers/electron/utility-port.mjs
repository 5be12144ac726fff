/** Preloaded into a forked process: makes its pipe look like that of a utility process of Electron's. */
const send = process.send.bind(process);
process.parentPort = {
  postMessage: (message) => {
    if (process.connected) send(message);
  },
  on: (_event, listener) => process.on('message', (data) => listener({ data })),
};
process.send = undefined;
process.once('disconnect', () => process.exit(0)); // Electron ends its utility processes with itself
