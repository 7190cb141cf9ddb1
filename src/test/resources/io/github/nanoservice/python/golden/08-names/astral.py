def 𠮷(𝒳): return 𝒳 + 𠮷
