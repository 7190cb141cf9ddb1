/** What functions promise: their signatures as types, and the calls and changes that break them. */
package io.github.nanoservice.contract;
