#include "number_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 1024 };

static size_t read_numbers(const char *line, double *out)
{
    size_t count = 0;
    while (count < NUMBER_TABLE_COLUMNS_MAX) {
        char *end;
        double value = strtod(line, &end);
        if (end == line) return count;
        out[count++] = value;
        line = end + strspn(end, ", \t\r\n");
    }
    return count;
}

static int append(number_table *table, size_t *capacity, const double *numbers, size_t count)
{
    if (table->rows == 0) table->columns = count;
    if (count != table->columns) return -1;
    if ((table->rows + 1) * count > *capacity) {
        double *grown;
        *capacity = *capacity ? 2 * *capacity : 1024;
        grown = realloc(table->at, *capacity * sizeof *grown);
        if (!grown) return -1;
        table->at = grown;
    }
    memcpy(table->at + table->rows++ * count, numbers, count * sizeof *numbers);
    return 0;
}

int number_table_read(const char *path, number_table *table)
{
    char line[LINE_BYTES];
    size_t capacity = 0;
    int result = 0;
    FILE *file = fopen(path, "r");
    memset(table, 0, sizeof *table);
    if (!file) return -1;
    while (result == 0 && fgets(line, sizeof line, file)) {
        double numbers[NUMBER_TABLE_COLUMNS_MAX];
        size_t count = read_numbers(line, numbers);
        if (count) result = append(table, &capacity, numbers, count);
    }
    fclose(file);
    return result == 0 && table->rows ? 0 : -1;
}
