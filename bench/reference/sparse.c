/* A step of plain RMSprop on the rows of a batch alone: what memory allows a row-sparse step, with no policy, no clipping, no sums of repeated rows and any other rule left out.
   A row that rested is multiplied by the power of rho for the steps that it missed. Built by the benchmark itself, with the flags of centered.c. */
#include <math.h>

#define EXPORT __attribute__((noinline, visibility("default")))
#define AHEAD 16

EXPORT void rows_plain(float *restrict theta, const float *restrict g, float *restrict v, int *restrict touched, const int *restrict rows, long n, long width,
                       int step, const float *restrict powers, int known, float eta, float rho, float epsilon)
{
    float fresh = 1 - rho;
    for (long r = 0; r < n; r++) {
        if (r + AHEAD < n) {
            long later = rows[r + AHEAD] * width;
            for (long i = 0; i < width; i += 16) {
                __builtin_prefetch(theta + later + i);
                __builtin_prefetch(v + later + i);
            }
        }
        long place = rows[r] * width;
        int rested = step - 1 - touched[rows[r]];
        touched[rows[r]] = step;
        float kept = powers[rested < known ? rested : known - 1];
        for (long i = 0; i < width; i++) {
            float slope = g[r * width + i];
            float square = rho * (kept * v[place + i]) + fresh * slope * slope;
            v[place + i] = square;
            theta[place + i] -= eta * slope / (sqrtf(square) + epsilon);
        }
    }
}
