'use strict';
// Lies beside the one-file form and sends on whoever opened another form of the page that cannot work where it is: the built page as a
// file, or the source.
{
  const here = document.currentScript.src;
  location.replace(location.protocol === 'file:'
    ? new URL(`convlab.html${location.search}${location.hash}`, here)
    : new URL(`.${location.search}${location.hash}`, here));
}
