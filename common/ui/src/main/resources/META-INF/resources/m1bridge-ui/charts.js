// Draws every [data-chart] with uPlot, in the colours of the style sheet, and again when its region was refreshed.
"use strict";
(() => {
  const HEIGHT = 220;
  const plots = new Map();

  // Hours on a 24 h clock; the day under the first one and wherever it changes.
  function times(_plot, seconds, _axis, _space, step) {
    let day = "";
    return seconds.map((second) => {
      const date = new Date(second * 1000);
      const today = date.toLocaleDateString("en", { month: "short", day: "numeric" });
      const changed = today !== day;
      day = today;
      if (step >= 86400) return today;
      const hour = date.toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", second: step < 60 ? "2-digit" : undefined, hourCycle: "h23" });
      return changed ? `${hour}\n${today}` : hour;
    });
  }

  // A value between two gaps is no line: it gets a dot.
  function alone(plot, line) {
    const values = plot.data[line];
    const known = (index) => values[index] != null;
    return values.flatMap((_, index) => (known(index) && !known(index - 1) && !known(index + 1) ? [index] : []));
  }

  // Counts have whole ticks.
  const WHOLE = [1, 2, 5].flatMap((digit) => Array.from({ length: 12 }, (_, power) => digit * 10 ** power)).sort((a, b) => a - b);

  function options(names, data, width) {
    const counts = data.slice(1).every((values) => values.every((value) => value == null || Number.isInteger(value)));
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour("--muted"),
      font: `12px ${colour("--sans")}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { stroke: colour("--line"), width: 1, size: 4 },
    };
    return {
      width,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      legend: { live: true },
      scales: { y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
      axes: [{ ...axis, values: times }, { ...axis, size: 46, ...(counts ? { incrs: WHOLE } : {}), values: (_, ticks) => ticks.map((tick) => compact.format(tick)) }],
      series: [
        { label: "Time", value: (_, seconds) => (seconds == null ? "–" : new Date(seconds * 1000).toLocaleString()) },
        ...names.map((label, index) => ({
          label,
          stroke: colour(`--series-${index + 1}`),
          width: 2,
          points: { show: true, size: 6, fill: colour(`--series-${index + 1}`), filter: alone },
          value: (_, value) => (value == null ? "–" : value.toLocaleString("en")),
        })),
      ],
    };
  }

  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

  function draw(element) {
    plots.get(element)?.destroy();
    const { names, data } = JSON.parse(element.dataset.chart);
    plots.set(element, new uPlot(options(names, data, element.clientWidth), data, element));
    sizes.observe(element);
  }

  function forgetGone() {
    for (const [element, plot] of plots) {
      if (!element.isConnected) {
        sizes.unobserve(element);
        plot.destroy();
        plots.delete(element);
      }
    }
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const plot = plots.get(target);
      if (plot && target.clientWidth > 0 && plot.width !== target.clientWidth) {
        plot.setSize({ width: target.clientWidth, height: HEIGHT });
      }
    }
  });

  document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("m1:refreshed", (event) => {
    forgetGone();
    event.target.querySelectorAll("[data-chart]").forEach(draw);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...plots.keys()].forEach(draw));
})();
