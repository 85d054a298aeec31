// Notifications and a short sound. All decisions are made by the model.

/** Resolves to whether this page may show notifications; asks the visitor if he has not decided yet. */
export async function ask() {
  return (await globalThis.Notification?.requestPermission()) === 'granted';
}

/** Shows a notification. Where a page may not make one itself, as on phones, its service worker does. */
export async function notify(text) {
  const options = { tag: 'intermission', icon: '/icons/operational.svg' };
  try {
    new Notification(text, options).onclick = () => focus();
  } catch {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(text, options);
  }
}

let audio;

/** Plays two notes, a fifth apart. After a first call in response to a press, later calls need none. */
export function chime() {
  audio ??= new AudioContext();
  [523.25, 783.99].forEach((frequency, index) => {
    const [note, volume] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + index * 0.18;
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0.15, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
    note.connect(volume).connect(audio.destination);
    note.start(begin);
    note.stop(begin + 0.6);
  });
}
