// Copy the address of an article, or open the browser's own menu for sharing. Buttons are shown where they work.
const box = document.querySelector(".anthology-share");
const { url, title } = box.dataset;
const actions = {
  copy: [
    navigator.clipboard,
    async (button) => {
      await navigator.clipboard.writeText(url);
      const words = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = words), 2000);
    },
  ],
  menu: [navigator.share, () => navigator.share({ title, url }).catch(() => {})],
};
for (const button of box.querySelectorAll("button")) {
  const [isPossible, act] = actions[button.dataset.share];
  button.parentElement.hidden = !isPossible;
  button.addEventListener("click", () => act(button));
}
