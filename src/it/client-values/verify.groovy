assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>200</completed>')
return true
