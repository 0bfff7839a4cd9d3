/*
 * The voice of the person at this page: a tone of `window.__pitch` Hz in place of a microphone, so
 * that several people can share one browser process. Counts the connections the page makes.
 */
(() => {
  let tone = null;

  function speak() {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: window.__pitch });
    const loudness = new GainNode(context, { gain: 0.4 });
    const microphone = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    oscillator.connect(loudness).connect(microphone);
    oscillator.start();
    return microphone.stream.getAudioTracks()[0];
  }

  navigator.mediaDevices.getUserMedia = async () => {
    tone ??= speak();
    return new MediaStream([tone.clone()]);
  };

  window.__connections = 0;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...configuration) {
      super(...configuration);
      window.__connections += 1;
    }
  };
})();
