// The trainer's loops (see the header). Reductions run in sixteen fixed lanes, so that their order is written down
// here and not left to the vectoriser; everything else is left to it.
#include "training_kernels.h"
#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define LANES 16

/// Sixteen floats at any address; only a local type, never an argument (its calling convention depends on the CPU).
typedef float lanes __attribute__((vector_size(64), aligned(4)));
typedef float aligned_lanes __attribute__((vector_size(64)));

#define LOAD(p) (*(const lanes *)(p))
#define STORE(p, v) (*(lanes *)(p) = (v))

int sluice_cpu_level(void) {
#if defined(__x86_64__) && defined(__linux__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 4;
  if (__builtin_cpu_supports("x86-64-v3")) return 3;
#endif
  return 1;
}

// Matrix product.

#define MR 6
#define NR 16
#define MC 96
#define KC 256
#define NC 512

size_t sluice_sgemm_scratch_count(void) { return (size_t)MC * KC + (size_t)KC * NC; }

/// Panels of MR rows of op(A), k after k; rows beyond m are 0.
INLINE void pack_a(int transpose, const float *a, size_t stride, size_t m, size_t k, float *out) {
  for (size_t i = 0; i < m; i += MR) {
    size_t height = m - i < MR ? m - i : MR;
    if (height < MR) memset(out, 0, sizeof(float) * MR * k);
    if (transpose) {
      for (size_t p = 0; p < k; p++)
        for (size_t r = 0; r < height; r++) out[p * MR + r] = a[p * stride + i + r];
    } else {
      for (size_t r = 0; r < height; r++)
        for (size_t p = 0; p < k; p++) out[p * MR + r] = a[(i + r) * stride + p];
    }
    out += MR * k;
  }
}

/// Panels of NR columns of op(B), k after k; columns beyond n are 0.
INLINE void pack_b(int transpose, const float *b, size_t stride, size_t n, size_t k, float *out) {
  for (size_t j = 0; j < n; j += NR) {
    size_t width = n - j < NR ? n - j : NR;
    if (width < NR) memset(out, 0, sizeof(float) * NR * k);
    if (transpose) {
      for (size_t c = 0; c < width; c++)
        for (size_t p = 0; p < k; p++) out[p * NR + c] = b[(j + c) * stride + p];
    } else if (width == NR) {
      for (size_t p = 0; p < k; p++) STORE(out + p * NR, LOAD(b + p * stride + j));
    } else {
      for (size_t p = 0; p < k; p++)
        for (size_t c = 0; c < width; c++) out[p * NR + c] = b[p * stride + j + c];
    }
    out += NR * k;
  }
}

/// The product of one panel of each side.
INLINE void multiply_panels(size_t k, const float *a, const float *b, float *tile) {
  aligned_lanes c0 = {0}, c1 = {0}, c2 = {0}, c3 = {0}, c4 = {0}, c5 = {0};
  for (size_t p = 0; p < k; p++) {
    aligned_lanes row = *(const aligned_lanes *)(b + p * NR);
    const float *column = a + p * MR;
    c0 += row * column[0];
    c1 += row * column[1];
    c2 += row * column[2];
    c3 += row * column[3];
    c4 += row * column[4];
    c5 += row * column[5];
  }
  STORE(tile, c0);
  STORE(tile + NR, c1);
  STORE(tile + 2 * NR, c2);
  STORE(tile + 3 * NR, c3);
  STORE(tile + 4 * NR, c4);
  STORE(tile + 5 * NR, c5);
}

INLINE void store_tile(const float *tile, size_t height, size_t width, float alpha, float beta, float *c,
                       size_t stride) {
  for (size_t i = 0; i < height; i++) {
    float *row = c + i * stride;
    const float *from = tile + i * NR;
    if (beta == 0) {
      for (size_t j = 0; j < width; j++) row[j] = alpha * from[j];
    } else {
      for (size_t j = 0; j < width; j++) row[j] = beta * row[j] + alpha * from[j];
    }
  }
}

SLUICE_CLONES
void sluice_sgemm(int transpose_a, int transpose_b, size_t m, size_t n, size_t k, float alpha, const float *a,
                  size_t a_stride, const float *b, size_t b_stride, float beta, float *c, size_t c_stride,
                  float *scratch) {
  float *packed_a = scratch, *packed_b = scratch + (size_t)MC * KC;
  float tile[MR * NR];
  if (k == 0) {
    memset(tile, 0, sizeof tile);
    for (size_t i = 0; i < m; i++)
      for (size_t j = 0; j < n; j += NR) store_tile(tile, 1, n - j < NR ? n - j : NR, 0, beta, c + i * c_stride + j, 0);
  }
  for (size_t jc = 0; jc < n; jc += NC) {
    size_t nc = n - jc < NC ? n - jc : NC;
    for (size_t pc = 0; pc < k; pc += KC) {
      size_t kc = k - pc < KC ? k - pc : KC;
      pack_b(transpose_b, transpose_b ? b + jc * b_stride + pc : b + pc * b_stride + jc, b_stride, nc, kc, packed_b);
      for (size_t ic = 0; ic < m; ic += MC) {
        size_t mc = m - ic < MC ? m - ic : MC;
        pack_a(transpose_a, transpose_a ? a + pc * a_stride + ic : a + ic * a_stride + pc, a_stride, mc, kc, packed_a);
        for (size_t i = 0; i < mc; i += MR) {
          for (size_t j = 0; j < nc; j += NR) {
            multiply_panels(kc, packed_a + i * kc, packed_b + j * kc, tile);
            store_tile(tile, mc - i < MR ? mc - i : MR, nc - j < NR ? nc - j : NR, alpha, pc == 0 ? beta : 1,
                       c + (ic + i) * c_stride + jc + j, c_stride);
          }
        }
      }
    }
  }
}

// Reductions and functions.

#define SUM_LANES(v) \
  ((((v[0] + v[8]) + (v[4] + v[12])) + ((v[2] + v[10]) + (v[6] + v[14]))) + \
   (((v[1] + v[9]) + (v[5] + v[13])) + ((v[3] + v[11]) + (v[7] + v[15]))))

INLINE float dot(size_t count, const float *x, const float *y) {
  lanes sums = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) sums += LOAD(x + i) * LOAD(y + i);
  float sum = SUM_LANES(sums);
  for (; i < count; i++) sum += x[i] * y[i];
  return sum;
}

INLINE float maximum(size_t count, const float *x) {
  lanes most = {0};
  most -= INFINITY;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) most = __builtin_elementwise_max(most, LOAD(x + i));
  float result = -INFINITY;
  for (size_t l = 0; l < LANES; l++) result = most[l] > result ? most[l] : result;
  for (; i < count; i++) result = x[i] > result ? x[i] : result;
  return result;
}

/// e^x within two units in the last place (the polynomial of Cephes); beyond the range of float its ends.
INLINE float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  // Adding 1.5 · 2^23 leaves the nearest integer in the low bits.
  float shifted = x * 1.44269504f + 12582912.0f;
  float whole = shifted - 12582912.0f;
  float rest = x - whole * 0.693359375f;
  rest = rest + whole * 2.12194440e-4f;
  float sum = 1.9875691500e-4f;
  sum = sum * rest + 1.3981999507e-3f;
  sum = sum * rest + 8.3334519073e-3f;
  sum = sum * rest + 4.1665795894e-2f;
  sum = sum * rest + 1.6666665459e-1f;
  sum = sum * rest + 5.0000001201e-1f;
  sum = sum * (rest * rest) + rest + 1.0f;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits - 0x4b400000u + 127u) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return sum * power;
}

INLINE float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }

/// x[i] = e^(x[i] - shift); returns the sum.
INLINE float exponentiate(size_t count, float shift, float *x) {
  lanes sums = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    for (size_t l = 0; l < LANES; l++) x[i + l] = exponential(x[i + l] - shift);
    sums += LOAD(x + i);
  }
  float sum = SUM_LANES(sums);
  for (; i < count; i++) {
    x[i] = exponential(x[i] - shift);
    sum += x[i];
  }
  return sum;
}

// RMSNorm.

SLUICE_CLONES
void sluice_rms_norm(size_t rows, size_t width, const float *x, const float *weight, float epsilon, float *out,
                     float *inverse_rms) {
  for (size_t r = 0; r < rows; r++, x += width, out += width) {
    float inverse = 1.0f / sqrtf(dot(width, x, x) / (float)width + epsilon);
    inverse_rms[r] = inverse;
    for (size_t i = 0; i < width; i++) out[i] = x[i] * inverse * weight[i];
  }
}

SLUICE_CLONES
void sluice_rms_norm_input_gradient(size_t rows, size_t width, const float *x, const float *weight,
                                    const float *inverse_rms, const float *dout, float *dx, int accumulate) {
  for (size_t r = 0; r < rows; r++, x += width, dout += width, dx += width) {
    lanes sums = {0};
    size_t i = 0;
    for (; i + LANES <= width; i += LANES) sums += LOAD(dout + i) * LOAD(weight + i) * LOAD(x + i);
    float sum = SUM_LANES(sums);
    for (; i < width; i++) sum += dout[i] * weight[i] * x[i];
    float inverse = inverse_rms[r];
    float pull = sum * inverse * inverse * inverse / (float)width;
    if (accumulate) {
      for (i = 0; i < width; i++) dx[i] += dout[i] * weight[i] * inverse - x[i] * pull;
    } else {
      for (i = 0; i < width; i++) dx[i] = dout[i] * weight[i] * inverse - x[i] * pull;
    }
  }
}

SLUICE_CLONES
void sluice_rms_norm_weight_gradient(size_t rows, size_t width, size_t from, size_t to, const float *x,
                                     const float *inverse_rms, const float *dout, float *dweight) {
  for (size_t r = 0; r < rows; r++, x += width, dout += width) {
    float inverse = inverse_rms[r];
    for (size_t i = from; i < to; i++) dweight[i] += dout[i] * x[i] * inverse;
  }
}

// Attention.

SLUICE_CLONES
void sluice_rotate(size_t width, const float *cosines, const float *sines, float sign, float *x) {
  size_t half = width / 2;
  for (size_t i = 0; i < half; i++) {
    float left = x[i], right = x[i + half], sine = sign * sines[i];
    x[i] = left * cosines[i] - right * sine;
    x[i + half] = right * cosines[i] + left * sine;
  }
}

SLUICE_CLONES
void sluice_causal_softmax(size_t rows, size_t columns, size_t first, float *x, size_t stride) {
  for (size_t r = 0; r < rows; r++, x += stride) {
    size_t count = first + r + 1 < columns ? first + r + 1 : columns;
    float inverse = 1.0f / exponentiate(count, maximum(count, x), x);
    for (size_t i = 0; i < count; i++) x[i] *= inverse;
    memset(x + count, 0, sizeof(float) * (columns - count));
  }
}

SLUICE_CLONES
void sluice_softmax_gradient(size_t rows, size_t columns, float scale, const float *p, float *dp, size_t stride) {
  for (size_t r = 0; r < rows; r++, p += stride, dp += stride) {
    float sum = dot(columns, p, dp);
    for (size_t i = 0; i < columns; i++) dp[i] = p[i] * (dp[i] - sum) * scale;
  }
}

// Feed-forward.

SLUICE_CLONES
void sluice_swiglu(size_t rows, size_t width, const float *x, float *out) {
  for (size_t r = 0; r < rows; r++, x += 2 * width, out += width)
    for (size_t i = 0; i < width; i++) out[i] = x[i] * sigmoid(x[i]) * x[width + i];
}

SLUICE_CLONES
void sluice_swiglu_gradient(size_t rows, size_t width, const float *restrict x, const float *restrict dout,
                            float *restrict dx) {
  for (size_t r = 0; r < rows; r++, x += 2 * width, dout += width, dx += 2 * width) {
    for (size_t i = 0; i < width; i++) {
      float gate = x[i], s = sigmoid(gate), silu = gate * s;
      dx[i] = dout[i] * x[width + i] * (s + silu * (1.0f - s));
      dx[width + i] = dout[i] * silu;
    }
  }
}

// gelu(x) = x · sigmoid(2u) with u = √(2/π) · (x + 0.044715 x³).
#define GELU_SLOPE 1.5957691216057308f
#define GELU_CUBE 0.044715f

SLUICE_CLONES
void sluice_gelu(size_t count, const float *x, float *out) {
  for (size_t i = 0; i < count; i++) out[i] = x[i] * sigmoid(GELU_SLOPE * (x[i] + GELU_CUBE * x[i] * x[i] * x[i]));
}

SLUICE_CLONES
void sluice_gelu_gradient(size_t count, const float *x, const float *dout, float *dx) {
  for (size_t i = 0; i < count; i++) {
    float value = x[i], square = value * value;
    float s = sigmoid(GELU_SLOPE * (value + GELU_CUBE * value * square));
    dx[i] = dout[i] * (s + value * s * (1.0f - s) * GELU_SLOPE * (1.0f + 3.0f * GELU_CUBE * square));
  }
}

// Loss.

SLUICE_CLONES
void sluice_cross_entropy(size_t rows, size_t vocabulary, float *logits, const int32_t *targets, float *losses,
                          int gradient, float scale) {
  for (size_t r = 0; r < rows; r++, logits += vocabulary) {
    if (targets[r] < 0) {
      losses[r] = 0;
      if (gradient) memset(logits, 0, sizeof(float) * vocabulary);
      continue;
    }
    size_t target = (size_t)targets[r];
    float most = maximum(vocabulary, logits);
    float wanted = logits[target] - most;
    float sum = exponentiate(vocabulary, most, logits);
    losses[r] = logf(sum) - wanted;
    if (!gradient) continue;
    float factor = scale / sum;
    for (size_t i = 0; i < vocabulary; i++) logits[i] *= factor;
    logits[target] -= scale;
  }
}

// Optimisers.

SLUICE_CLONES
double sluice_sum_of_squares(size_t count, const float *x) {
  double sums[LANES] = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES)
    for (size_t l = 0; l < LANES; l++) sums[l] += (double)x[i + l] * (double)x[i + l];
  double sum = SUM_LANES(sums);
  for (; i < count; i++) sum += (double)x[i] * (double)x[i];
  return sum;
}

SLUICE_CLONES
void sluice_add(size_t count, const float *x, float *y) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

SLUICE_CLONES
void sluice_adamw(size_t count, sluice_optimizer_step step, const float *restrict gradient, float *restrict parameter,
                  float *restrict first, float *restrict second) {
  float keep = 1.0f - step.learning_rate * step.weight_decay;
  float rate = step.learning_rate / step.correction1;
  float root = 1.0f / sqrtf(step.correction2);
  float rest1 = 1.0f - step.beta1, rest2 = 1.0f - step.beta2;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    lanes g = LOAD(gradient + i) * step.gradient_scale;
    lanes m = LOAD(first + i) * step.beta1 + g * rest1;
    lanes v = LOAD(second + i) * step.beta2 + g * g * rest2;
    STORE(first + i, m);
    STORE(second + i, v);
    STORE(parameter + i, LOAD(parameter + i) * keep - m * rate / (__builtin_elementwise_sqrt(v) * root + step.epsilon));
  }
  for (; i < count; i++) {
    float g = gradient[i] * step.gradient_scale;
    float m = first[i] * step.beta1 + g * rest1;
    float v = second[i] * step.beta2 + g * g * rest2;
    first[i] = m;
    second[i] = v;
    parameter[i] = parameter[i] * keep - m * rate / (sqrtf(v) * root + step.epsilon);
  }
}

SLUICE_CLONES
void sluice_lion(size_t count, sluice_optimizer_step step, const float *restrict gradient, float *restrict parameter,
                 float *restrict momentum) {
  float keep = 1.0f - step.learning_rate * step.weight_decay;
  for (size_t i = 0; i < count; i++) {
    float g = gradient[i] * step.gradient_scale;
    float towards = momentum[i] * step.beta1 + g * (1.0f - step.beta1);
    float sign = towards > 0 ? 1.0f : towards < 0 ? -1.0f : 0.0f;
    parameter[i] = parameter[i] * keep - step.learning_rate * sign;
    momentum[i] = momentum[i] * step.beta2 + g * (1.0f - step.beta2);
  }
}
