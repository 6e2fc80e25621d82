/* Centered RMSprop by the recurrence of the variance, as one fused loop: what the sweep is measured against.
   Plain and momentum come from plain.c, or from a file given with --reference. Built by the benchmark itself:
   gcc -O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -fopenmp -shared -fPIC */
#include <math.h>

#define EXPORT __attribute__((noinline, visibility("default")))

EXPORT void recurrence_centered(float *restrict theta, const float *restrict g, float *restrict s, float *restrict mean, long n,
                                float eta, float rho, float epsilon)
{
    float fresh = 1 - rho;
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < n; i++) {
        float d = g[i] - mean[i];
        float variance = rho * (s[i] + fresh * d * d);
        s[i] = variance;
        mean[i] += fresh * d;
        theta[i] -= eta * g[i] / (sqrtf(variance) + epsilon);
    }
}

EXPORT void recurrence_centered_momentum(float *restrict theta, const float *restrict g, float *restrict s, float *restrict mean,
                                         float *restrict buffer, long n, float eta, float rho, float epsilon, float mu)
{
    float fresh = 1 - rho;
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < n; i++) {
        float d = g[i] - mean[i];
        float variance = rho * (s[i] + fresh * d * d);
        s[i] = variance;
        mean[i] += fresh * d;
        float move = mu * buffer[i] + g[i] / (sqrtf(variance) + epsilon);
        buffer[i] = move;
        theta[i] -= eta * move;
    }
}
