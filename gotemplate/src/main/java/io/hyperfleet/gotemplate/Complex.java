package io.hyperfleet.gotemplate;

/** Go's {@code complex128}; templates only meet it as a literal such as {@code 3+4i}. */
record Complex(double real, double imaginary) {}
