/* Small dense matrices for the forecasting engines: products, Cholesky, solving, inverses, the spectral radius.
 *
 * All of it is plain loops that add in one fixed order. OpenBLAS is not used, on purpose: it picks its kernels by the machine and its
 * partial sums by the number of threads, so the last bits of a product differ from one host to the next, and a forecast is promised to
 * be the same bytes everywhere; the one switch that would tame its threads is global state, which a library must not touch. The
 * matrices here have at most 49 columns (8 series, 6 lags, a constant) or as many as there are event streams (hundreds, once per
 * answer), where a tuned product would save less than a millisecond. */
#ifndef ANNALS_FORECAST_LINEAR_H
#define ANNALS_FORECAST_LINEAR_H

#include "base/arena.h"
#include "base/status.h"

/* Row by row: element (i, j) is at[i * columns + j]. Owner of the numbers: the arena that made them. at NULL = no memory. */
typedef struct an_matrix {
    double *at;
    size_t rows, columns;
} an_matrix;

static inline double *an_matrix_row(an_matrix m, size_t row) { return m.at + row * m.columns; }

an_matrix an_matrix_new(an_arena *arena, size_t rows, size_t columns); /* of zeros */
an_matrix an_matrix_copy(an_arena *arena, an_matrix from);
an_matrix an_matrix_identity(an_arena *arena, size_t size);
bool an_matrix_is_finite(an_matrix m);
double an_linear_dot(const double *a, const double *b, size_t count);
void an_linear_product(an_matrix a, an_matrix b, an_matrix out);            /* out = a b; out is neither */
void an_linear_product_transposed(an_matrix a, an_matrix b, an_matrix out); /* out = a' b */

/* `name` is what the message calls the matrix ("the lagged series"). E_INPUT: not positive definite, singular, not finite. */
annals_status an_linear_cholesky(an_matrix a, const char *name, annals_error *error); /* in place: L, zeros above */
void an_linear_solve_lower(an_matrix l, an_matrix b);                                 /* b := L^-1 b */
void an_linear_solve_lower_transposed(an_matrix l, an_matrix b);                      /* b := L'^-1 b */
void an_linear_solve_cholesky(an_matrix l, an_matrix b);                              /* b := (L L')^-1 b */
void an_linear_inverse_cholesky(an_matrix l, an_matrix out);                          /* out := (L L')^-1, exactly symmetric */
double an_linear_log_determinant(an_matrix l);                                        /* of L L' */

/* b := a^-1 b for any square a, which is overwritten. E_INPUT as above. */
annals_status an_linear_solve(an_matrix a, an_matrix b, const char *name, annals_error *error);

/* The largest modulus of an eigenvalue of a square matrix; 0 for an empty one, NaN for one that is not finite or for want of memory. */
double an_linear_spectral_radius(an_arena *scratch, an_matrix a);

#endif
