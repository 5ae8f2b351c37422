// "Ich hoffe, das hilft dir weiter!"

extension BoilerplateRule {
  static let germanHope = BoilerplateRule(
    id: "de-hope", languages: ["de"], place: .closing,
    anchors: [
      "ich hoffe", "hoffe", "hoffentlich", "hoffen",
    ],
    patterns: GermanContext.behindAsides([
      """
      (ich )?(hoffe|hoffen)( sehr)?,?( dass)? (das|dies|dass|diese|dieser|dieses|die|der|mein|meine|ich|es|\
      damit|hiermit|du|sie)%…(hilft|hilfreich|helfen|geholfen|weiterhilft|nützlich|beantwortet|klarer|\
      verständlich|gefällt|entspricht|passt|weiter|hilfe|nutzen|erwartung|vorstellung|zusagt|erfüllt|überblick|\
      einblick|klarheit)…
      """,
      """
      hoffentlich (hilft|helfen|ist|sind|konnte|war|passt|entspricht|gefällt|beantwortet)% …(dir|ihnen|euch|das|\
      dies|ich|weiter|hilfreich)…
      """,
    ])
      + [
        "ich hoffe,? (dass )?(diese|die|meine|dir diese|ihnen diese) (erklärung|antwort|übersicht|zusammenfassung|anleitung)( ~)? (war|ist|hat|hilft)% ?~(verständlich|hilfreich|klar|nützlich|geholfen|weiter)…"
      ],
    exceptions: GermanContext.narrated + GermanContext.personal + GermanContext.code + [
      """
       (meinem|meiner|allen|jemand|jemandem|anderen|leser|lesern|manchen|nachbarn|neffen|winter|wetter)%
      """
    ],
    examples: [
      "Ich hoffe, das hilft dir weiter!",
      "Ich hoffe, diese Informationen waren hilfreich.",
      "Hoffentlich konnte ich Ihnen damit helfen!",
    ],
    counterExamples: ["Ich hoffe, der Winter wird mild.", "Ich hoffe, diese Notizen helfen meinem Neffen."])
}
