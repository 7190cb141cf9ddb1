/** The user's settings of functions, and what they mean for each service. */
package io.github.nanoservice.settings;
