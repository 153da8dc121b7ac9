'use strict';
// Redirects visitors who opened the built page or the source as a file, which cannot work: to the one-file form in the same folder.
// From a server it redirects to that folder.
{
  const here = document.currentScript.src;
  location.replace(location.protocol === 'file:'
    ? new URL(`convlab.html${location.search}${location.hash}`, here)
    : new URL(`.${location.search}${location.hash}`, here));
}
