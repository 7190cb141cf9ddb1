// Skips the project if no openssl can make its certificates.
try {
    def version = ['openssl', 'version'].execute()
    version.consumeProcessOutput()
    return version.waitFor() == 0
} catch (IOException missing) {
    println "no openssl: ${missing.message}"
    return false
}
