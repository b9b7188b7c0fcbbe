/** Whether this browser can hand a file to another app. */
export function canHandOver(file: File): boolean {
  return typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });
}

/** Hands a picture to another app, or keeps it as a file where that is not possible. A player who changes their mind is no error. */
export async function handOver(file: File): Promise<void> {
  if (canHandOver(file)) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Shows a file in an image for as long as the image lives: a ref with its own end. */
export function showFile(image: HTMLImageElement, file: File): () => void {
  const address = URL.createObjectURL(file);
  image.src = address;
  return () => URL.revokeObjectURL(address);
}
