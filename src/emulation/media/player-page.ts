import type { MadeFile } from './file.ts';

/** A page that plays the video file in the same folder. */
export function playerPage(video: string): MadeFile {
  const page = Buffer.from(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Emulated replay</title>
<style>body { margin: 2rem; font: 1rem system-ui } video { display: block; width: 100%; max-width: 48rem }</style>
<h1>Emulated replay</h1>
<p>Nothing was recorded. The test picture is as long as the recording.</p>
<video controls src="${encodeURIComponent(video)}"></video>
</html>
`);
  return {
    contentType: 'text/html; charset=utf-8',
    size: page.length,
    pieces: () => [{ size: page.length, make: () => page }],
  };
}
