// "Let me know if you have any other questions."

extension BoilerplateRule {
  static let englishOffer = BoilerplateRule(
    id: "en-offer", languages: ["en"], place: .closing,
    anchors: [
      "anything specific", "something specific", "anything in particular",
      "let me know", "at your service", "at your disposal", "feel free", "hesitate to", "any other questions",
      "any questions", "further questions",
      "more questions",
      "anything else", "something else", "would you like me", "would you like to know", "would you like more",
      "happy to help", "glad to help",
      "here to help", "here to assist", "happy to assist", "glad to assist", "just ask", "ask away", "i can also",
      "specific questions", "follow-up questions",
      "need further", "need more", "need any", "need additional", "further assistance", "more information",
      "more details", "further clarification",
      "do you have any", "want me to", "like me to", "shall i", "should i", "just say", "please ask", "keep asking",
      "to ask me", "ask me",
      "would you like help", "happy to", "glad to", "if you want", "if you wish", "if you like", "if you prefer",
      "would you like a", "would you like some", "additional questions",
      "would you like further", "i am here", "i'm here", "i’m here", "additional information", "tell me", "can i help",
      "can i assist", "may i help", "more on", "to dig",
      "is there a", "is there an", "is there one", "is there some", "is there any", "would it help", "would it be",
      "you can always", "any of", "thank you for using", "thanks for using",
    ],
    patterns: [
      "({aside} )*{offer}( :\\)| :-\\)| 😊| 🙂)?$",
      "(thank you|thanks)( so much)? for using (chatgpt|claude|gemini|bard|copilot|bing|deepseek|perplexity|grok|this ai)%~$",
    ]
      + [
        "({aside} )*(is|was) there (anything|something) (specific|in particular|particular) (about|on|in|regarding|you)…(you|i)('d| would)?…"
      ],
    exceptions: EnglishSelfReference.narrated + EnglishClosing.personal,
    examples: [
      "Let me know if you have any other questions.",
      "If you have any further questions about bread, feel free to ask!",
      "Please don't hesitate to ask if anything is unclear.", "Is there anything else you would like to know?",
      "Would you like me to go deeper into any of these points?", "If you need more details, just let me know!",
    ],
    counterExamples: [
      "Let me know if you find the missing page, the librarian said.", "If you have any questions, please contact us.",
      "Feel free to take a leaflet at the door.", "Let me know in the comments which bread you like.",
    ])
}
