/* Plain RMSprop and RMSprop with momentum, each as one fused loop: what the sweep is measured against unless another file is given with --reference.
   Built by the benchmark itself, with the flags of centered.c. */
#include <math.h>

#define EXPORT __attribute__((noinline, visibility("default")))

EXPORT void rms_plain(float *restrict theta, const float *restrict g, float *restrict v, long n, float eta, float rho, float epsilon)
{
    float fresh = 1 - rho;
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < n; i++) {
        float square = rho * v[i] + fresh * g[i] * g[i];
        v[i] = square;
        theta[i] -= eta * g[i] / (sqrtf(square) + epsilon);
    }
}

EXPORT void rms_mom(float *restrict theta, const float *restrict g, float *restrict v, float *restrict buffer, long n, float eta, float rho, float epsilon, float mu)
{
    float fresh = 1 - rho;
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < n; i++) {
        float square = rho * v[i] + fresh * g[i] * g[i];
        v[i] = square;
        float move = mu * buffer[i] + g[i] / (sqrtf(square) + epsilon);
        buffer[i] = move;
        theta[i] -= eta * move;
    }
}
