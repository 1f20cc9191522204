import type { LibraryDocument } from "./document.ts";

/** What is measured and counted at the station today, and what is read for it. */
export const SCIENCE: readonly LibraryDocument[] = [
  {
    key: "ice-core-a7",
    name: "Ice core A7: field description",
    path: "cores/a7-description.md",
    format: "text/markdown",
    language: "en",
    added: "2025-01-15",
    by: "tomas.reyes",
    method: "api",
    tags: ["Report", "Glaciology"],
    source: `Core A7 was drilled on [[Place:Nordkuppel]] on 9 and 10 January 2025 by [[Person:Tomas Reyes]] with the [[Instrument:Hanseater drill]], to 62.4 m. Bubbly ice throughout; melt layers at 3.1, 11.8 and 27.0 m.

[[!:A thin brown band at 41.62 m is volcanic ash]], under 1 mm, sent to the laboratory in two halves. [[?:Its depth agrees with 1783|If the Laki date is right, accumulation since then is 17 cm a year, which fits A5.]]. The lowest metre broke in the barrel and is bagged in order.`,
  },
  {
    key: "ice-core-a5",
    name: "Ice core A5: density table",
    path: "cores/a5-density.csv",
    format: "text/csv",
    language: "en",
    added: "2025-01-16",
    by: "tomas.reyes",
    method: "api",
    tags: ["Table", "Glaciology"],
    source: `depth_m,density_kg_m3,remark
1.0,412,wind crust
5.0,548,[[Place:Nordkuppel]] summer surface
10.0,655,[[?:gap of 8 cm|Lost when the Hanseater drill jammed; the log of that day says so.]]
20.0,781,bag opened by [[Person:Tomas Reyes]]
30.0,846,close to ice
method,weighed,with the balance of the [[Instrument:Hanseater drill]] tent`,
  },
  {
    key: "sea-ice-2025",
    name: "Sea ice observations at Kvitfjord, season 2024–25",
    path: "observations/sea-ice-2024-25.md",
    format: "text/markdown",
    language: "en",
    added: "2025-05-26",
    by: "tomas.reyes",
    method: "ui",
    tags: ["Report", "Sea ice"],
    source: `First grease ice in [[Place:Kvitfjord]] on 11 November, three weeks later than the mean of the wintering logs. Fast ice carried the snow machine from 6 January only. Greatest thickness 58 cm off [[Place:Cape Lomvi]] on 30 March, measured by [[Person:Aino Virtanen]] and [[Person:Tomas Reyes]].

[[!:In the winter of 1957 the same spot had 44 cm in the first week of November.]] Break-up began on 12 May with a south-westerly and was over in four days.`,
  },
  {
    key: "gull-count-2025",
    name: "Ivory gull count, summer 2025",
    path: "observations/ivory-gull-2025.md",
    format: "text/markdown",
    language: "en",
    added: "2025-08-18",
    by: "aino.virtanen",
    method: "ui",
    tags: ["Report", "Ornithology"],
    source: `[[Person:Aino Virtanen]], counts from the hide above [[Place:Cape Lomvi]]. [[Species:Ivory gull]]: 14 pairs on 2 July, 11 on 19 July, 9 with young on 8 August. [[Species:Brünnich's guillemot]]: ledge counts in the table.

Two ringed gulls came back: [[!:one of them was ringed on the same ledge in 2009.]] [[?:Fox on the ledge on 23 July|The trail camera shows the same animal, with a torn left ear, in 2024.]]; no eggs lost that we know of.`,
  },
  {
    key: "gull-count-2024",
    name: "Ivory gull count, summer 2024",
    path: "observations/ivory-gull-2024.md",
    format: "text/markdown",
    language: "en",
    added: "2024-12-02",
    by: "aino.virtanen",
    method: "upload",
    tags: ["Report", "Ornithology"],
    source: `[[Person:Aino Virtanen]], counts from the hide above [[Place:Cape Lomvi]]. [[Species:Ivory gull]]: 16 pairs on 4 July, 15 on 21 July, 12 with young on 6 August. The count of 28 July was given up in fog; [[!:a number that was not counted stays empty.]] [[Species:Brünnich's guillemot]]: see the ledge tables.`,
  },
  {
    key: "drill-manual",
    name: "Hanseater drill: field manual",
    path: "manuals/hanseater-drill.pdf",
    format: "application/pdf",
    language: "de",
    added: "2025-01-13",
    by: "jonas.berg",
    method: "upload",
    tags: ["Manual"],
    source: `Vor jedem Lauf ist der Kernfänger der [[Instrument:Hanseater drill]] zu prüfen. [[!:Ein Kern, der nicht beschriftet ist, ist Eis.]] Bei Vereisung des Rohres nicht schlagen, sondern warten. Zuletzt gewartet auf [[Place:Nordkuppel]] durch [[Person:Jonas Berg]].`,
  },
  {
    key: "magnetograph-recalibration",
    name: "Recalibration of the Askania magnetograph, 2025",
    path: "reports/askania-recalibration-2025.md",
    format: "text/markdown",
    language: "en",
    added: "2025-06-09",
    by: "jonas.berg",
    method: "ui",
    tags: ["Report", "Geomagnetism"],
    source: `The [[Instrument:Askania magnetograph]] was set up beside the modern sensor for eleven days by [[Person:Jonas Berg]]. Drift: 4.2 nT over the period, linear, towards the stove. [[!:Strand was right about the stove.]] The traces of 1957–58 can be read to 5 nT, which is better than their reputation.

With the old wire to [[Place:Cape Lomvi]] repaired, [[?:a storm on 1 June was audible ninety seconds before the trace moved|Recorded; see the sound file in the archive of the observatory.]].`,
  },
  {
    key: "ash-analysis",
    name: "Analysis of the ash in core A7",
    path: "cores/a7-ash-analysis.md",
    format: "text/markdown",
    language: "en",
    added: "2025-09-15",
    by: "m.okafor",
    method: "api",
    tags: ["Report", "Glaciology"],
    source: `Forty-three shards from 41.62 m of core A7 were measured by [[Person:Miriam Okafor]]. Major elements agree with the Laki fissure eruption of 1783–84 within one standard deviation. [[!:The band in A7 is Laki.]]

The sample was split on [[Place:Nordkuppel]] by [[Person:Tomas Reyes]]; [[?:both halves carry the same label|Halves are now 41.62a and 41.62b.]] and were told apart by the saw marks of the [[Instrument:Hanseater drill]].`,
  },
  {
    key: "weather-summary",
    name: "Weather at Aurora Station, yearly summary 2025",
    path: "observations/weather-2025.md",
    format: "text/markdown",
    language: "en",
    added: "2026-01-12",
    by: "jonas.berg",
    method: "api",
    tags: ["Report"],
    source: `Mean of the year at [[Place:Kvitfjord]] −4.1 °C; lowest −31.6 °C on 17 February, highest 12.9 °C on 21 July. Rain on snow on nine days, six of them in January. [[!:The anemometer at Cape Lomvi measured 41 m/s and was then found at Nordkuppel.]] Repaired by [[Person:Jonas Berg]] in May.`,
  },
  {
    key: "guillemot-ledges",
    name: "Brünnich's guillemot: ledge tables 2019–2025",
    path: "observations/guillemot-ledges.csv",
    format: "text/csv",
    language: "en",
    added: "2025-10-06",
    by: "aino.virtanen",
    method: "cli",
    tags: ["Table", "Ornithology"],
    source: `year,ledge,[[Species:Brünnich's guillemot]],observer
2019,north,212,[[Person:Aino Virtanen]]
2021,north,198,[[Person:Aino Virtanen]]
2023,north,[[?:20l|A lower-case L for a one: read 201.]],[[Person:Aino Virtanen]]
2025,north,187,[[Person:Miriam Okafor]]
place,all,[[Place:Cape Lomvi]],all`,
  },
];
