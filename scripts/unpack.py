"""Unpacks the files of a wheel that match some patterns: unpack.py WHEEL FOLDER PATTERN...

Writes the bytes done so far, a line a megabyte or so, and ends by itself when nobody reads them any more. A pattern matches a whole
path, its * stays inside one folder name. Python's zipfile checks each file's CRC.
"""

import fnmatch
import os
import sys
import zipfile

CHUNK_BYTES = 1 << 20


def matches(name, pattern):
    parts, wanted = name.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatch.fnmatchcase, parts, wanted))


def main(wheel_path, folder, patterns):
    with zipfile.ZipFile(wheel_path) as wheel:
        chosen = [
            info
            for info in wheel.infolist()
            if not info.filename.endswith("/") and any(matches(info.filename, pattern) for pattern in patterns)
        ]
        for pattern in patterns:
            if not any(matches(info.filename, pattern) for info in chosen):
                sys.exit(f"{os.path.basename(wheel_path)} holds nothing that matches {pattern}")
        done = 0
        for info in chosen:
            if ".." in info.filename.split("/") or os.path.isabs(info.filename):
                sys.exit(f"{info.filename} would lie outside the folder")
            target = os.path.join(folder, info.filename)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with wheel.open(info) as source, open(target, "wb") as sink:
                while True:
                    chunk = source.read(CHUNK_BYTES)
                    if not chunk:
                        break
                    sink.write(chunk)
                    done += len(chunk)
                    print(done, flush=True)
            if (info.external_attr >> 16) & 0o100:
                os.chmod(target, 0o755)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], sys.argv[3:])
    except OSError as error:
        sys.exit(f"{error.strerror}: {error.filename or sys.argv[2]}")
    except zipfile.BadZipFile as error:
        sys.exit(f"damaged wheel: {error}")
