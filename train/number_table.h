/* Reads a small file of numbers in columns (commas or blanks), for programs that measure. Lines that do not begin with a number are
 * skipped: headers, comments, lines of origin. */
#ifndef ANNALS_TRAIN_NUMBER_TABLE_H
#define ANNALS_TRAIN_NUMBER_TABLE_H

#include <stddef.h>

enum { NUMBER_TABLE_COLUMNS_MAX = 16 };

typedef struct number_table {
    double *at; /* row by row; free() is the caller's */
    size_t rows, columns;
} number_table;

/* 0, or -1 if the file cannot be read or its rows differ in length. */
int number_table_read(const char *path, number_table *table);

#endif
