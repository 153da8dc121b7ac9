'use strict';
// Buttons that copy the commands of index.html before the page is built. If the browser forbids copying, the command is selected.
for (const button of document.querySelectorAll('#unserved button')) {
  const [copy, copied] = navigator.language.startsWith('ko') ? ['복사', '복사했습니다'] : ['Copy', 'Copied'];
  const command = button.parentNode.querySelector('code');
  button.textContent = copy;
  button.hidden = false;
  button.addEventListener('click', async () => {
    getSelection().selectAllChildren(command);
    try {
      await navigator.clipboard.writeText(command.textContent);
      button.textContent = copied;
    } catch { /* it is selected */ }
  });
}
