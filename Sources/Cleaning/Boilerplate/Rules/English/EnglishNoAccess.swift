// "I don't have access to real-time data."

extension BoilerplateRule {
  static let englishNoAccess = BoilerplateRule(
    id: "en-no-access", languages: ["en"], place: .edge,
    anchors: [
      "real-time", "real time", "browse the", "browsing the", "search the web", "search the internet",
      "access the internet",
      "access the web", "up-to-date", "internet access", "look up current", "external websites", "live data",
      "live information",
    ],
    patterns: [
      "({aside} )*i (currently )?(don't|do not|cannot|can't|am not able to|am unable to|'m not able to|'m unable to|lack)( currently| directly| actually)*"
        + " ?(have|access|browse|search|look up|retrieve|check|provide|offer|give)?…"
        + "(real(-| )time (data|information|access|news|updates|prices|browsing)|(browse|browsing|search|access) (the )?(internet|web)"
        + "|up-to-date (information|data)|live (data|information)|internet access|external websites)…"
    ],
    exceptions: EnglishSelfReference.narrated + [" at (home|work|school|my desk|the office|the library)%"],
    examples: [
      "I don't have access to real-time data, so prices may have changed.",
      "Unfortunately, I cannot browse the internet.",
    ],
    counterExamples: [
      "I don't have a clock that shows real-time departures.",
      "We cannot browse the web from the reading room.",
    ])
}
