/** What was found, where, and how it is shown. */
package io.github.nanoservice.diagnostic;
