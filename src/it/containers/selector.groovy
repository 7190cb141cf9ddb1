// Skips the project if no container engine answers.
try {
    def info = ['docker', 'info'].execute()
    info.consumeProcessOutput()
    return info.waitFor() == 0
} catch (IOException missing) {
    println "no docker: ${missing.message}"
    return false
}
