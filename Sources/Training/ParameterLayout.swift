// Where every tensor of a model stands in its one buffer of parameters.

/// The tensors of a model, named as Hugging Face names those of Llama, with their places in one buffer.
///
/// Queries, keys and values stand one after the other, and so do gate and up: each group is one matrix product.
public struct ParameterLayout: Sendable {
  /// A tensor; a matrix has shape [outputs, inputs].
  public struct Tensor: Sendable, Equatable {
    public let name: String
    public let shape: [Int]
    /// First float in the buffer.
    public let offset: Int
    public var count: Int { shape.reduce(1, *) }
    /// Whether weight decay applies: matrices and embeddings, not the weights of norms.
    public var decays: Bool { shape.count > 1 }
    /// Whether the tensor writes to the residual stream, and so starts smaller.
    let writesResidual: Bool
  }

  /// Offsets of one block's tensors.
  struct Block: Sendable {
    var attentionNorm = 0
    var projection = 0
    var output = 0
    var feedForwardNorm = 0
    var expansion = 0
    var contraction = 0
  }

  /// In the order of the buffer.
  public let tensors: [Tensor]
  /// Floats in the buffer, a few of padding included.
  let bufferCount: Int
  /// Number of parameters; a tied head counts once.
  public let parameterCount: Int
  let embedding: Int
  let blocks: [Block]
  let finalNorm: Int
  /// The embedding's offset where they are tied.
  let head: Int

  /// - Parameter model: a valid configuration.
  public init(_ model: ModelConfiguration) {
    var builder = Builder()
    let width = model.width
    let queries = model.headCount * model.headWidth
    let keys = model.keyValueHeadCount * model.headWidth
    embedding = builder.add("model.embed_tokens.weight", [model.vocabularySize, width])
    var blocks: [Block] = []
    for layer in 0..<model.layerCount {
      let prefix = "model.layers.\(layer)."
      var block = Block()
      block.attentionNorm = builder.add(prefix + "input_layernorm.weight", [width])
      block.projection = builder.add(prefix + "self_attn.q_proj.weight", [queries, width])
      builder.append(prefix + "self_attn.k_proj.weight", [keys, width])
      builder.append(prefix + "self_attn.v_proj.weight", [keys, width])
      block.output = builder.add(prefix + "self_attn.o_proj.weight", [width, queries], writesResidual: true)
      block.feedForwardNorm = builder.add(prefix + "post_attention_layernorm.weight", [width])
      if model.activation == .swiglu {
        block.expansion = builder.add(prefix + "mlp.gate_proj.weight", [model.feedForwardWidth, width])
        builder.append(prefix + "mlp.up_proj.weight", [model.feedForwardWidth, width])
      } else {
        block.expansion = builder.add(prefix + "mlp.up_proj.weight", [model.feedForwardWidth, width])
      }
      block.contraction = builder.add(
        prefix + "mlp.down_proj.weight", [width, model.feedForwardWidth], writesResidual: true)
      blocks.append(block)
    }
    self.blocks = blocks
    finalNorm = builder.add("model.norm.weight", [width])
    head = model.tiesEmbeddings ? embedding : builder.add("lm_head.weight", [model.vocabularySize, width])
    tensors = builder.tensors
    bufferCount = builder.end
    parameterCount = builder.tensors.reduce(0) { $0 + $1.count }
  }

  private struct Builder {
    var tensors: [Tensor] = []
    var end = 0

    /// Adds a tensor at the next multiple of sixteen floats.
    mutating func add(_ name: String, _ shape: [Int], writesResidual: Bool = false) -> Int {
      end = (end + 15) / 16 * 16
      let offset = end
      append(name, shape, writesResidual: writesResidual)
      return offset
    }

    /// Adds a tensor directly behind the last one.
    mutating func append(_ name: String, _ shape: [Int], writesResidual: Bool = false) {
      let tensor = Tensor(name: name, shape: shape, offset: end, writesResidual: writesResidual)
      tensors.append(tensor)
      end += tensor.count
    }
  }
}
