/**
 * The contracts of functions: signatures as types, checks of calls, and changes that break callers.
 */
package io.github.nanoservice.contract;
