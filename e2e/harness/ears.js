/*
 * What the person at this page hears: the sound of every <audio> element that plays a stream,
 * measured at given pitches. Installed before the page's own scripts; touches nothing of the page.
 */
(() => {
  const FRAME = 32768; // samples an analyser remembers: 0.68 s at 48 kHz
  const WINDOW_S = 0.04; // one look of the recorder
  const LATE_S = 0.03; // the newest samples may not have reached the analyser yet
  const TICK_MS = 150; // far below what an analyser remembers, so that a busy page loses nothing
  const SILENCE_DB = -120;

  let context = null;
  const heads = new Map(); // audio element -> { stream, source, analyser }

  function audio() {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
    return context;
  }

  function playing() {
    return [...document.querySelectorAll("audio")].filter(
      (element) =>
        element.srcObject instanceof MediaStream &&
        element.srcObject.getAudioTracks().length > 0 &&
        !element.paused &&
        !element.muted &&
        element.volume > 0,
    );
  }

  function headAt(element) {
    const stream = element.srcObject;
    const known = heads.get(element);
    if (known?.stream === stream) return known;
    known?.source.disconnect();
    const source = audio().createMediaStreamSource(stream);
    const analyser = new AnalyserNode(audio(), { fftSize: FRAME });
    source.connect(analyser);
    const head = { stream, source, analyser };
    heads.set(element, head);
    return head;
  }

  function samplesOf(element) {
    const samples = new Float32Array(FRAME);
    headAt(element).analyser.getFloatTimeDomainData(samples);
    return samples.map((sample) => sample * element.volume);
  }

  function forgetGone(elements) {
    for (const [element, head] of heads) {
      if (elements.includes(element)) continue;
      head.source.disconnect();
      heads.delete(element);
    }
  }

  const windows = new Map(); // length -> Hann window

  function hann(length) {
    if (!windows.has(length)) {
      const weigh = (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length);
      windows.set(length, Float64Array.from({ length }, weigh));
    }
    return windows.get(length);
  }

  /** Level of one pitch in samples[from..to), in dB below full scale (Goertzel, Hann window). */
  function levelAt(hz, samples, from, to) {
    const length = to - from;
    const coefficient = 2 * Math.cos((2 * Math.PI * hz) / audio().sampleRate);
    const weights = hann(length);
    let last = 0;
    let before = 0;
    for (let n = 0; n < length; n += 1) {
      const next = samples[from + n] * weights[n] + coefficient * last - before;
      before = last;
      last = next;
    }
    const power = last * last + before * before - coefficient * last * before;
    const amplitude = (Math.sqrt(Math.max(0, power)) * 4) / length;
    return Math.max(SILENCE_DB, 20 * Math.log10(amplitude + 1e-9));
  }

  /** One entry per element that plays: whose it is, and the level in dB at each pitch. */
  function levels(pitches) {
    const elements = playing();
    forgetGone(elements);
    return elements.map((element) => {
      const samples = samplesOf(element);
      const db = pitches.map((hz) => [hz, levelAt(hz, samples, 0, FRAME)]);
      return { peer: element.dataset.peer ?? "", db: Object.fromEntries(db) };
    });
  }

  let record = null;

  /** Begin to write down, 25 times a second, which of the pitches is heard (over `floorDb`). */
  function startRecord(pitches, floorDb) {
    stopRecord();
    playing().forEach(headAt);
    const next = Math.ceil(audio().currentTime / WINDOW_S) + 1;
    const silent = Object.fromEntries(pitches.map((hz) => [hz, 0]));
    const gap = { ...silent };
    record = { pitches, floorDb, next, looks: 0, blind: 0, silent, gap, streams: new Set() };
    record.timer = setInterval(lookBack, TICK_MS);
  }

  function lookBack() {
    const now = audio().currentTime;
    const elements = playing();
    forgetGone(elements);
    for (const element of elements) record.streams.add(element.srcObject);
    const at = (look) => FRAME - Math.round((now - look * WINDOW_S) * audio().sampleRate);
    const sound = mixOf(elements, Math.max(0, at(record.next)));
    for (; (record.next + 1) * WINDOW_S < now - LATE_S; record.next += 1) {
      const from = at(record.next);
      record.looks += 1;
      if (from < 0) record.blind += 1;
      else look(sound, from, from + Math.round(WINDOW_S * audio().sampleRate));
    }
  }

  /** All that plays, as one ear hears it; nothing before `from`. A busy machine has no more time. */
  function mixOf(elements, from) {
    const mix = new Float32Array(FRAME);
    const samples = new Float32Array(FRAME);
    for (const element of elements) {
      headAt(element).analyser.getFloatTimeDomainData(samples);
      const { volume } = element;
      for (let n = from; n < FRAME; n += 1) mix[n] += samples[n] * volume;
    }
    return mix;
  }

  function look(sound, from, to) {
    for (const hz of record.pitches) {
      const heard = levelAt(hz, sound, from, to) > record.floorDb;
      record.silent[hz] = heard ? 0 : record.silent[hz] + 1;
      record.gap[hz] = Math.max(record.gap[hz], record.silent[hz]);
    }
  }

  /**
   * Seconds listened to, seconds missed by a busy page, longest silence of each pitch in ms, and
   * how many streams were heard: a connection that is made again brings another one.
   */
  function stopRecord() {
    if (record === null) return null;
    clearInterval(record.timer);
    lookBack();
    const { looks, blind, gap, streams } = record;
    record = null;
    const longest = Object.entries(gap).map(([hz, many]) => [hz, many * WINDOW_S * 1000]);
    return {
      listened_s: looks * WINDOW_S,
      blind_s: blind * WINDOW_S,
      gap_ms: Object.fromEntries(longest),
      streams: streams.size,
    };
  }

  window.__ears = { levels, startRecord, stopRecord };
})();
