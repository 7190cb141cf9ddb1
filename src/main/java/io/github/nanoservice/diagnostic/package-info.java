/** Findings: their rules and locations, and how they are printed and written as SARIF. */
package io.github.nanoservice.diagnostic;
