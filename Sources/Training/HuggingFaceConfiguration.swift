// The `config.json` that stands beside exported weights.

/// Describes a model in the words of Hugging Face's `transformers`.
enum HuggingFaceConfiguration {
  /// With SwiGLU the model is `LlamaForCausalLM`. With plain GELU no class of theirs has its shape; the file then says
  /// `sluice-gelu` and serves as a description only.
  static func text(of model: ModelConfiguration) -> String {
    let isLlama = model.activation == .swiglu
    var lines: [(String, String)] = [
      ("attention_bias", "false"),
      ("attention_dropout", "0.0"),
      ("bos_token_id", "null"),
      ("eos_token_id", "null"),
      ("head_dim", "\(model.headWidth)"),
      ("hidden_act", isLlama ? "\"silu\"" : "\"gelu_pytorch_tanh\""),
      ("hidden_size", "\(model.width)"),
      ("intermediate_size", "\(model.feedForwardWidth)"),
      ("max_position_embeddings", "\(model.contextLength)"),
      ("mlp_bias", "false"),
      ("model_type", isLlama ? "\"llama\"" : "\"sluice-gelu\""),
      ("num_attention_heads", "\(model.headCount)"),
      ("num_hidden_layers", "\(model.layerCount)"),
      ("num_key_value_heads", "\(model.keyValueHeadCount)"),
      ("pad_token_id", "null"),
      ("rms_norm_eps", "\(model.normEpsilon)"),
      ("rope_theta", "\(model.ropeBase)"),
      ("tie_word_embeddings", "\(model.tiesEmbeddings)"),
      ("torch_dtype", "\"float32\""),
      ("vocab_size", "\(model.vocabularySize)"),
    ]
    if isLlama { lines.insert(("architectures", "[\"LlamaForCausalLM\"]"), at: 0) }
    return "{\n" + lines.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
  }
}
