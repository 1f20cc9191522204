import type { LibraryDocument } from "./document.ts";

/** Logs, letters and reports from the years when the station was built and wintered in. */
export const STATION_RECORDS: readonly LibraryDocument[] = [
  {
    key: "wintering-log",
    name: "Wintering log of Aurora Station, 1957–58",
    path: "logs/wintering-log-1957.md",
    format: "text/markdown",
    language: "en",
    added: "2024-10-07",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Logbook"],
    source: `14 September. [[Vessel:MS Fulmar]] left us at noon with nine months of coal and a piano nobody had asked for. [[Person:Hallvard Lund]] counted the crates twice and found the fuses for the [[Instrument:Askania magnetograph]] missing both times.

2 November. Sun gone. [[!:We have agreed to keep the clock of the harbour office, though no harbour is left to need it.]] The ice in [[Place:Kvitfjord]] carries a sledge now; [[Person:Edda Strand]] walked to [[Place:Cape Lomvi]] and back in nine hours.

21 December. Darkest day. The needle of the magnetograph swung off the paper at 02.10. [[?:Strand slept beside the drum to change the sheet|Which sheet? The December rolls in the archive jump from the 20th to the 22nd.]] and says she would do it again.`,
  },
  {
    key: "lund-letters",
    name: "Letters of Hallvard Lund to his sister",
    path: "letters/lund-to-sister.md",
    format: "text/markdown",
    language: "en",
    added: "2024-10-08",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Letter"],
    source: `Dear Marit, you ask what a day is like when there is none. One rises because the stove says so. [[Person:Edda Strand]] reads the instruments at six, I read them at noon, and [[!:between us we own every number on this coast]].

The cook, [[Person:Petter Aune]], has sworn to serve fish in no form twice before the sun is back. He is at thirty-one. From the hill above [[Place:Kvitfjord]] we saw the lights of [[Vessel:MS Fulmar]], or a star that behaved like her.

Keep the letters in order. I number them because the post will not.`,
  },
  {
    key: "fulmar-manifest",
    name: "Cargo manifest of MS Fulmar, second voyage",
    path: "logs/fulmar-manifest-1958.csv",
    format: "text/csv",
    language: "en",
    added: "2024-10-09",
    by: "jonas.berg",
    method: "cli",
    tags: ["Logbook"],
    source: `item,quantity,consignee
coal in sacks,420,station
[[Instrument:Askania magnetograph]] fuses,24,[[Person:Edda Strand]]
piano strings,1 set,station
hens,11,[[Person:Petter Aune]]
sledge runners,16,[[Person:Hallvard Lund]]
remarks,[[?:hens seasick: ten arrived|Ten hens also stand in the household book, so the manifest was corrected on the quay.]],[[Place:Kvitfjord]]`,
  },
  {
    key: "harbour-notice",
    name: "Notice of the closing of the harbour office",
    path: "notices/harbour-office-1956.txt",
    format: "text/plain",
    language: "nb",
    added: "2024-10-09",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Notice"],
    source: `Havnekontoret i [[Place:Kvitfjord]] stenges fra 1. september 1956. Post til [[Vessel:MS Fulmar]] leveres til skipperen. [[!:Klokken på kontoret går videre]] og kan leses gjennom vinduet. Nøkkelen er hos [[Person:Hallvard Lund]].`,
  },
  {
    key: "magnetic-report",
    name: "Report on magnetic storms, winter 1957–58",
    path: "reports/magnetic-storms-1958.md",
    format: "text/markdown",
    language: "en",
    added: "2024-10-21",
    by: "tomas.reyes",
    method: "upload",
    tags: ["Report", "Geomagnetism"],
    source: `By [[Person:Edda Strand]], observer. Forty-one storms were recorded with the [[Instrument:Askania magnetograph]] between October and March. The greatest, in the night of 21 December, drove the declination trace beyond the drum for nineteen minutes.

[[!:No storm was seen that was not heard first in the telephone wire to Cape Lomvi.]] The observer asks that the wire be kept in repair for this reason and no other. Baseline values were taken at [[Place:Cape Lomvi]] in August and again in May. [[?:They differ by four nanotesla|Within the drift that the 2025 recalibration gives for this instrument.]], for which the stove is blamed.`,
  },
  {
    key: "strand-notebook",
    name: "Field notebook of Edda Strand",
    path: "notebooks/strand-notebook-3.md",
    format: "text/markdown",
    language: "en",
    added: "2024-11-04",
    by: "tomas.reyes",
    method: "upload",
    tags: ["Notebook"],
    source: `p. 12. Ice thickness off [[Place:Cape Lomvi]]: 41, 44, 44, 39 cm. The last one over the current. p. 13. [[Species:Ivory gull]], one, on the seal carcass, wholly unafraid. Drew it badly.

p. 17. Measured the shadow of the mast by moonlight; [[!:one can set up a sundial for a moon, but one must like arithmetic.]] p. 20. Told [[Person:Hallvard Lund]] about the wire. He laughed and then sat by it until two.`,
  },
  {
    key: "evacuation-order",
    name: "Order to leave the station, March 1961",
    path: "orders/evacuation-1961.txt",
    format: "text/plain",
    language: "en",
    added: "2024-11-05",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Notice"],
    source: `To the leader, [[Person:Hallvard Lund]]. The ice at the mouth of [[Place:Kvitfjord]] has broken early. [[Vessel:MS Fulmar]] can lie off [[Place:Cape Lomvi]] for two days. Bring the records and the people; [[!:leave the piano]].`,
  },
  {
    key: "oral-history-aune",
    name: "Conversation with Petter Aune, recorded 1994",
    path: "oral-history/aune-1994.md",
    format: "text/markdown",
    language: "en",
    added: "2024-11-18",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Oral history"],
    source: `Q. You cooked three winters there. A. Four, if you count the one when we were not supposed to be there. [[Person:Edda Strand]] ate standing up. [[Person:Hallvard Lund]] said grace to the barometer.

Q. And the piano? A. [[!:It was never in tune and it was never silent.]] The cold moved the strings by itself. When [[Vessel:MS Fulmar]] took us off in sixty-one, I went back for the hens. There were two by then, and [[?:they lived with my mother in Tromsø until 1966|The parish newsletter of 1965 mentions them.]].`,
  },
  {
    key: "lund-portrait",
    name: "Portrait of Hallvard Lund at the instrument hut",
    path: "photographs/lund-instrument-hut.tif",
    format: "image/tiff",
    language: "en",
    added: "2024-11-19",
    by: "ingrid.solheim",
    method: "upload",
    tags: ["Photograph"],
    source: `Caption on the back: [[Person:Hallvard Lund]] at the hut, [[Place:Cape Lomvi]], with the cover of the [[Instrument:Askania magnetograph]]. Photograph by [[Person:Edda Strand]], April 1958. In pencil: “not for the report”.`,
  },
  {
    key: "station-plan",
    name: "Plan of the station buildings, 1:200",
    path: "drawings/station-plan-1957.pdf",
    format: "application/pdf",
    language: "en",
    added: "2025-01-13",
    by: "jonas.berg",
    method: "upload",
    tags: ["Drawing"],
    source: `Living house, instrument hut, coal store, boat shed at [[Place:Kvitfjord]]. Pencil line from the hut towards [[Place:Cape Lomvi]] marked “wire”. Drawn by [[Person:Hallvard Lund]]. [[?:The piano is drawn to scale|At this scale it is 1.4 m wide, an upright.]].`,
  },
];
