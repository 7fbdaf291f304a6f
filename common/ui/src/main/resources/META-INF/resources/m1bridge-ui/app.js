// Keeps what is on the page current. Pages work without it.
//
//   <section id="queues" data-refresh="5">   fetched anew every 5 s from this page, or from data-src
//   <time datetime="…">                      shown as "3 min ago", with the reader's own time on hover
//   <form data-confirm="Delete 312 contacts?">
//   <input type="file" data-into="rows">     puts the text of the file into the textarea of this id
"use strict";
(() => {
  const failures = { since: null };

  function ago(date, now) {
    const seconds = Math.round((now - date) / 1000);
    const size = Math.abs(seconds);
    const text =
      size < 60 ? `${size} s` : size < 3600 ? `${Math.floor(size / 60)} min`
        : size < 172800 ? `${Math.floor(size / 3600)} h` : `${Math.floor(size / 86400)} d`;
    return size < 1 ? "now" : seconds >= 0 ? `${text} ago` : `in ${text}`;
  }

  function showTimes(root) {
    const now = Date.now();
    for (const element of root.querySelectorAll("time[datetime]:not([data-absolute])")) {
      const date = new Date(element.dateTime);
      if (!Number.isNaN(date.getTime())) {
        element.textContent = ago(date, now);
        element.title = date.toLocaleString();
      }
    }
  }

  function reportStale() {
    const element = document.getElementById("m1-stale");
    if (!element) return;
    element.hidden = failures.since === null;
    element.textContent = failures.since === null ? "" : `Not updated since ${failures.since.toLocaleTimeString()}`;
  }

  // What a person opened, scrolled or is typing into survives the exchange.
  function busy(region) {
    const active = document.activeElement;
    const typing = region.contains(active) && active.matches("input, select, textarea");
    const selection = window.getSelection();
    return typing || (!selection.isCollapsed && selection.containsNode(region, true));
  }

  function exchange(region, fresh) {
    const open = [...region.querySelectorAll("details")].map((details) => details.open);
    const scrolled = [...region.querySelectorAll(".table-scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.replaceChildren(...fresh.childNodes);
    region.querySelectorAll("details").forEach((details, index) => { details.open = open[index] ?? false; });
    region.querySelectorAll(".table-scroll").forEach((box, index) => box.scrollTo(...(scrolled[index] ?? [0, 0])));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    showTimes(region);
    region.dispatchEvent(new CustomEvent("m1:refreshed", { bubbles: true }));
  }

  // One request for all regions that come from the same address in the same rhythm.
  async function refresh(address, regions) {
    const waiting = regions.filter((region) => !busy(region));
    if (document.hidden || waiting.length === 0) return;
    try {
      const answer = await fetch(address, {
        headers: { Accept: "text/html", "X-Requested-With": "fetch" },
        signal: AbortSignal.timeout(10000),
      });
      if (answer.status === 401) return location.reload();
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const region of waiting) {
        const fresh = page.getElementById(region.id);
        if (!fresh) throw new Error(`the answer lacks ${region.id}`);
        if (!busy(region)) exchange(region, fresh);
      }
      failures.since = null;
    } catch (problem) {
      failures.since ??= new Date();
      console.warn("refresh failed", problem);
    }
    reportStale();
  }

  function keepCurrent() {
    const groups = new Map();
    for (const region of document.querySelectorAll("[data-refresh][id]")) {
      const seconds = Math.max(1, Number(region.dataset.refresh) || 5);
      const address = region.dataset.src || location.href.split("#")[0];
      const key = `${seconds} ${address}`;
      if (!groups.has(key)) groups.set(key, { seconds, address, regions: [] });
      groups.get(key).regions.push(region);
    }
    for (const { seconds, address, regions } of groups.values()) {
      const next = () => setTimeout(() => refresh(address, regions).finally(next), seconds * 1000);
      next();
    }
  }

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  document.addEventListener("change", async (event) => {
    const into = document.getElementById(event.target.dataset.into ?? "");
    const file = event.target.files?.[0];
    if (into && file) into.value = await file.text();
  });
  keepCurrent();
  showTimes(document);
  setInterval(() => showTimes(document), 5000);
})();
