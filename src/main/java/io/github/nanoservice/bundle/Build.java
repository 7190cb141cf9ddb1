package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;

/**
 * What a build made a bundle of and what it said, for the next one to say the same where nothing
 * has changed.
 *
 * @param inputs fingerprint of all that decides on the bundle's bytes
 * @param findings what is good to know all the same
 * @param entryPoints names of the functions to reach from outside, in the order they were given
 * @param functions how many there are
 * @param services how many serve them
 * @param files how many the bundle has, without its manifest
 */
public record Build(
    String inputs,
    List<Finding> findings,
    List<String> entryPoints,
    int functions,
    int services,
    int files) {}
