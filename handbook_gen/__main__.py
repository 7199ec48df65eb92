"""Run the command as `python -m handbook_gen`."""

from handbook_gen.cli.main import main

if __name__ == "__main__":
    main()
