// The trainer's loops over contiguous float32 rows. Matrices are row-major; a stride counts floats from row to row.
// Results are bit-exact for one level of `sluice_cpu_level`: wider registers fuse and sum differently.
#pragma once
#include "kernels.h"

/// The instruction set that the clones run with: 4 (x86-64-v4, AVX-512), 3 (x86-64-v3, AVX2) or 1 (anything else).
int sluice_cpu_level(void);

/// Floats of 64-byte aligned scratch that one call of `sluice_sgemm` needs, whatever the sizes.
size_t sluice_sgemm_scratch_count(void);

/// C[m,n] = alpha · op(A)[m,k] · op(B)[k,n] + beta · C, on the calling thread. `op` transposes when the flag is not 0.
/// With beta 0 the old content of C is not read. Packed panels and a 6 × 16 register tile, as in Goto and van de Geijn 2008.
/// The sum over k of an element of C is in the same order however m and n are cut into several calls.
void sluice_sgemm(int transpose_a, int transpose_b, size_t m, size_t n, size_t k, float alpha, const float *a,
                  size_t a_stride, const float *b, size_t b_stride, float beta, float *c, size_t c_stride,
                  float *scratch);

/// out = x / rms(x) · weight for each row; keeps 1 / rms in `inverse_rms` [rows]. (Zhang and Sennrich 2019)
void sluice_rms_norm(size_t rows, size_t width, const float *x, const float *weight, float epsilon, float *out,
                     float *inverse_rms);
/// Gradient by the input; added to `dx` when `accumulate` is not 0.
void sluice_rms_norm_input_gradient(size_t rows, size_t width, const float *x, const float *weight,
                                    const float *inverse_rms, const float *dout, float *dx, int accumulate);
/// Adds the gradient by the weights `from ..< to` over all rows to `dweight`.
void sluice_rms_norm_weight_gradient(size_t rows, size_t width, size_t from, size_t to, const float *x,
                                     const float *inverse_rms, const float *dout, float *dweight);

/// Rotates the pairs (i, i + width/2) of one head by its position's angles (Su et al. 2021; the pairing of Llama in
/// Hugging Face). `cosines` and `sines` have width/2 values; `sign` is 1 to rotate and -1 to rotate back.
void sluice_rotate(size_t width, const float *cosines, const float *sines, float sign, float *x);

/// Softmax over the first `first + i + 1` columns of row i, in place; the columns behind them become 0.
void sluice_causal_softmax(size_t rows, size_t columns, size_t first, float *x, size_t stride);
/// dscores = p · (dp − Σ p·dp) · scale for each row, written over `dp`.
void sluice_softmax_gradient(size_t rows, size_t columns, float scale, const float *p, float *dp, size_t stride);

/// out = silu(gate) · up; a row of `x` is gate [width] then up [width].
void sluice_swiglu(size_t rows, size_t width, const float *x, float *out);
void sluice_swiglu_gradient(size_t rows, size_t width, const float *x, const float *dout, float *dx);
/// The tanh form of GELU (Hendrycks and Gimpel 2016).
void sluice_gelu(size_t count, const float *x, float *out);
void sluice_gelu_gradient(size_t count, const float *x, const float *dout, float *dx);

/// Cross entropy of each row of `logits` [rows, vocabulary] in nats, into `losses` [rows]; rows whose target is
/// negative count nothing. With `gradient` not 0 the logits become `scale` · (softmax − one-hot), or 0 for such rows.
void sluice_cross_entropy(size_t rows, size_t vocabulary, float *logits, const int32_t *targets, float *losses,
                          int gradient, float scale);

/// Σ x², summed in double in a fixed order.
double sluice_sum_of_squares(size_t count, const float *x);
/// y += x.
void sluice_add(size_t count, const float *x, float *y);

/// What an optimiser step needs beside the buffers.
typedef struct {
  float learning_rate;
  float beta1;
  float beta2;
  float epsilon;
  float weight_decay;
  /// Factor for every gradient: clipping, and the mean over the tokens that count.
  float gradient_scale;
  /// 1 − beta1^t and 1 − beta2^t.
  float correction1;
  float correction2;
} sluice_optimizer_step;

/// AdamW (Loshchilov and Hutter 2019): decoupled decay, bias-corrected moments.
void sluice_adamw(size_t count, sluice_optimizer_step step, const float *gradient, float *parameter, float *first,
                  float *second);
/// Lion (Chen et al. 2023): the sign of an interpolated momentum.
void sluice_lion(size_t count, sluice_optimizer_step step, const float *gradient, float *parameter, float *momentum);
