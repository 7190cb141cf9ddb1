assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>46</completed>')
return true
