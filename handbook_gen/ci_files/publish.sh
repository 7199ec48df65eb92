for folder in firm_profiles/*/releases; do
  [ -d "$folder" ] || continue
  firm=$(basename "$(dirname "$folder")")
  handbook publish "$firm" --book staff --to public
done
