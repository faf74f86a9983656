// How far an import is, without loading the page anew each time: who is on the way to a button stays there.
const PAUSE = 2000;
const far = document.getElementById("far");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("far");
    if (!now) {
      location.reload();
      return;
    }
    if (now.textContent !== far.textContent) far.textContent = now.textContent;
  } catch {
    // The house does not answer; it is asked again.
  }
  setTimeout(look, PAUSE);
}

if (far) setTimeout(look, PAUSE);
