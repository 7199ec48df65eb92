# A layer changes every firm that lies on it; names are read from a list and never run.
{
  if git diff --quiet "$BASE" HEAD -- firm_profiles/_layers; then
    git diff --name-only "$BASE" HEAD -- firm_profiles
  else
    git ls-files -- firm_profiles
  fi
} | sed -nE 's,^firm_profiles/([a-z0-9][a-z0-9-]*)(\.yml|/.*)$,\1,p' | sort -u > firms.txt
while read -r firm; do
  [ -f "firm_profiles/$firm.yml" ] || continue
  printf '# %s\n\n' "$firm"
  handbook diff "$firm" "$BASE" --format md || printf 'It cannot be compared: see the check.\n'
  printf '\n'
done < firms.txt > redline.md
handbook impact "$BASE" --format text > impact.txt || printf 'It cannot be told: see the check.\n' >> impact.txt
